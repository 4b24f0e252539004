exports.handler = async () => `child of ${process.env.WORD}`;
