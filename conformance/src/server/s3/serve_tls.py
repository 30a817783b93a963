"""Ends TLS on a port of loopback and passes the bytes to a server, until standard input ends.

Arguments: the server's port, the own port or nothing for a free one, the domain of virtual hosts, and a path, which gets the
certificate of the authority. The first line on standard output tells the port.
"""

import asyncio
import json
import ssl
import sys
import threading

import trustme

upstream, own, domain, path = sys.argv[1:]
authority = trustme.CA()
certificate = authority.issue_cert("127.0.0.1", "localhost", domain, f"*.{domain}")
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
certificate.configure_cert(context)
authority.cert_pem.write_to_path(path)


async def copy(reader, writer):
    """Copies bytes until the end, and passes the end on where the transport can do this."""
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.close()


async def serve(reader, writer):
    try:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", int(upstream))
        request = asyncio.ensure_future(copy(reader, server_writer))
        await copy(server_reader, writer)
        request.cancel()
        server_writer.close()
    except OSError:
        pass
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(own or 0), ssl=context)
    port = server.sockets[0].getsockname()[1]
    print(json.dumps({"port": str(port), "id": "", "secret": ""}), flush=True)
    loop = asyncio.get_running_loop()
    ended = loop.create_future()
    threading.Thread(
        target=lambda: (sys.stdin.read(), loop.call_soon_threadsafe(ended.set_result, None)), daemon=True
    ).start()
    await ended


asyncio.run(main())
