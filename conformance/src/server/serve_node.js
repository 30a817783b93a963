// Serves dynalite or kinesalite, the argument, on a free port of loopback until standard input ends. The first line on
// standard output tells the port and an access key. Both servers accept any key and check no signature.
const server = require(process.argv[2])({
  createTableMs: 50, deleteTableMs: 50, updateTableMs: 50, createStreamMs: 50, deleteStreamMs: 50, updateStreamMs: 50,
})
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: String(server.address().port), id: 'test', secret: 'test' }))
})
process.stdin.on('end', () => process.exit()).resume()
