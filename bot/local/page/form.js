/** What a person has chosen or typed in one message or view, as Slack's `state.values`. */

export class Form {
  constructor() {
    /** @type {Map<string, Map<string, object>>} */
    this.blocks = new Map();
    this.seen = null;
  }

  /** The entry of a field; `initial` on its first showing. @returns {object} */
  ensure(blockId, actionId, initial) {
    this.seen?.add(`${blockId}\n${actionId}`);
    const known = this.get(blockId, actionId);
    if (known && known.type === initial.type) return known;
    this.set(blockId, actionId, initial);
    return initial;
  }

  get(blockId, actionId) {
    return this.blocks.get(blockId)?.get(actionId) ?? null;
  }

  set(blockId, actionId, entry) {
    if (!this.blocks.has(blockId)) this.blocks.set(blockId, new Map());
    this.blocks.get(blockId).set(actionId, entry);
  }

  /** Runs `draw`; fields that it did not show are forgotten, fields that it showed again keep what was typed. */
  during(draw) {
    this.seen = new Set();
    const result = draw();
    for (const [blockId, actions] of this.blocks) {
      for (const actionId of actions.keys()) {
        if (!this.seen.has(`${blockId}\n${actionId}`)) actions.delete(actionId);
      }
      if (!actions.size) this.blocks.delete(blockId);
    }
    this.seen = null;
    return result;
  }

  /** @returns {Object<string, Object<string, object>>} */
  values() {
    const values = {};
    for (const [blockId, actions] of this.blocks) values[blockId] = Object.fromEntries(actions);
    return values;
  }
}
