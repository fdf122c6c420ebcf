using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>A request that was answered with a stream, or should have been.</summary>
/// <param name="Stream">Null where it could not be taken.</param>
/// <param name="Owner">The stream's.</param>
/// <param name="Socket">The server's.</param>
/// <param name="Request">The request, if something still holds it.</param>
/// <param name="Tag">The request's <c>?tag=</c>.</param>
internal sealed record TakenStream(DirectStream? Stream, StreamOwner Owner, Socket Socket, WeakReference<HttpContext> Request, int Tag)
{
    public DirectStream Direct => Stream ?? throw new InvalidOperationException("It was not taken.");
}
