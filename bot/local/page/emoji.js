/** Emoji by Slack's names: the common ones, as characters of the system's font or as small drawings of ours. */
import { h } from './dom.js';
import { drawn, hasDrawing } from './emoji-art.js';

const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 wave 👋 muscle 💪 point_up ☝️ point_right 👉
point_left 👈 point_down 👇 v ✌️ fist ✊ handshake 🤝 raised_hand ✋ writing_hand ✍️ eyes 👀 brain 🧠 speech_balloon 💬
thought_balloon 💭 smile 😄 smiley 😃 grinning 😀 grin 😁 joy 😂 rofl 🤣 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊
heart_eyes 😍 sunglasses 😎 thinking_face 🤔 thinking 🤔 neutral_face 😐 expressionless 😑 unamused 😒 sweat 😓 sweat_smile 😅
pensive 😔 confused 😕 worried 😟 cry 😢 sob 😭 scream 😱 rage 😡 angry 😠 tired_face 😫 sleeping 😴 zzz 💤 exploding_head 🤯 partying_face 🥳
nerd_face 🤓 zipper_mouth_face 🤐 face_palm 🤦 shrug 🤷 robot_face 🤖 robot 🤖 ghost 👻 skull 💀 alien 👽 poop 💩 see_no_evil 🙈
heart ❤️ broken_heart 💔 sparkling_heart 💖 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 100 💯 boom 💥 collision 💥 fire 🔥 sparkles ✨
star ⭐ star2 🌟 dizzy 💫 tada 🎉 confetti_ball 🎊 gift 🎁 trophy 🏆 medal 🏅 first_place_medal 🥇 rocket 🚀 airplane ✈️ ship 🚢 anchor ⚓ sailboat ⛵
construction 🚧 rotating_light 🚨 vertical_traffic_light 🚦 octagonal_sign 🛑 stop_sign 🛑 no_entry ⛔ no_entry_sign 🚫 warning ⚠️ exclamation ❗
heavy_exclamation_mark ❗ bangbang ‼️ question ❓ grey_question ❔ information_source ℹ️ white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️
x ❌ heavy_multiplication_x ✖️ negative_squared_cross_mark ❎ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢
large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫ large_red_square 🟥 large_green_square 🟩 large_yellow_square 🟨
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️ arrow_lower_right ↘️ arrows_counterclockwise 🔄 repeat 🔁
fast_forward ⏩ rewind ⏪ arrow_forward ▶️ double_vertical_bar ⏸️ pause_button ⏸️ black_square_for_stop ⏹️ stop_button ⏹️ recycle ♻️ new 🆕 up 🆙 cool 🆒 free 🆓 sos 🆘
bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 mute 🔇 speaker 🔈 lock 🔒 unlock 🔓 key 🔑 shield 🛡️ mag 🔍 mag_right 🔎 bulb 💡 wrench 🔧 hammer 🔨
hammer_and_wrench 🛠️ gear ⚙️ nut_and_bolt 🔩 test_tube 🧪 microscope 🔬 magnet 🧲 toolbox 🧰 package 📦 floppy_disk 💾 computer 💻 desktop_computer 🖥️ keyboard ⌨️
electric_plug 🔌 battery 🔋 satellite 📡 globe_with_meridians 🌐 cloud ☁️ zap ⚡ snowflake ❄️ sunny ☀️ rainbow 🌈 ocean 🌊 umbrella ☂️ droplet 💧
hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ alarm_clock ⏰ clock1 🕐 clock3 🕒 watch ⌚ calendar 📅 date 📅 spiral_calendar_pad 🗓️
memo 📝 pencil 📝 pencil2 ✏️ page_facing_up 📄 page_with_curl 📃 scroll 📜 clipboard 📋 bookmark 🔖 books 📚 book 📖 link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍
bar_chart 📊 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 card_index_dividers 🗂️ file_folder 📁 open_file_folder 📂 wastebasket 🗑️ scissors ✂️ email 📧
inbox_tray 📥 outbox_tray 📤 label 🏷️ checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ bug 🐛 beetle 🪲 ant 🐜 snail 🐌 turtle 🐢 rabbit 🐰 penguin 🐧 whale 🐳
octopus 🐙 cat 🐱 dog 🐶 unicorn_face 🦄 dragon 🐉 seedling 🌱 evergreen_tree 🌲 coffee ☕ tea 🍵 beer 🍺 pizza 🍕 cake 🍰 popcorn 🍿 apple 🍎 banana 🍌
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ moneybag 💰 chart 💹 crystal_ball 🔮 dart 🎯 game_die 🎲 art 🎨 headphones 🎧 movie_camera 🎥 camera 📷 ticket 🎫 infinity ♾️
bust_in_silhouette 👤 busts_in_silhouette 👥 detective 🕵️ construction_worker 👷 technologist 🧑‍💻 male-technologist 👨‍💻 female-technologist 👩‍💻 ring_buoy 🛟 compass 🧭
`
  .trim()
  .split(/\s+/);

/** @type {Map<string, string>} Slack name to character */
export const EMOJI = new Map();
for (let i = 0; i + 1 < TABLE.length; i += 2) EMOJI.set(TABLE[i], TABLE[i + 1]);

/** Reactions that the toolbar of a message offers at once. */
export const QUICK_REACTIONS = ['white_check_mark', 'eyes', '+1'];

/**
 * The emoji called `name`, or its code as text where we do not know it.
 * @param {string} name without colons; a skin tone after `::` is left out
 * @returns {HTMLElement|Text}
 */
export function emoji(name) {
  const plain = String(name).split('::')[0];
  const character = EMOJI.get(plain);
  if (!character) return document.createTextNode(`:${name}:`);
  return h(
    'span.emoji',
    { role: 'img', 'aria-label': `:${plain}:`, title: `:${plain}:` },
    drawn(plain) ?? character,
  );
}

/** Characters that we have a drawing for, so that they look the same on every machine. */
const FACES = new Map([...EMOJI].filter(([name]) => hasDrawing(name)).map(([name, face]) => [face, name]));
const FACE = new RegExp(`(${[...FACES.keys()].sort((a, b) => b.length - a.length).join('|')})\\uFE0F?`, 'u');

/**
 * Text as nodes, with the emoji characters in it that we can draw.
 * @param {string} text
 * @returns {Node[]}
 */
export function emojiText(text) {
  return text
    .split(FACE)
    .filter(Boolean)
    .map((part) => (FACES.has(part) ? emoji(FACES.get(part)) : document.createTextNode(part)));
}

/**
 * Names that match what one typed, those that begin with it first.
 * @param {string} typed
 * @param {number} [limit]
 * @returns {string[]}
 */
export function findEmoji(typed, limit = 8) {
  const word = typed.toLowerCase();
  const names = [...EMOJI.keys()].filter((name) => name.includes(word));
  const late = (name) => (name.startsWith(word) ? 0 : 1);
  return names.sort((a, b) => late(a) - late(b)).slice(0, limit);
}
