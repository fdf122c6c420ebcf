using Microsoft.AspNetCore.SignalR;

namespace RealtimeMesh.Peers.SignalR;

/// <summary>Clients call nothing; they are sent <see cref="Method"/> with an event.</summary>
internal sealed class EventsHub : Hub
{
    public const string Method = "event";
}

/// <summary>The user of a connection is the query parameter <c>user</c>.</summary>
internal sealed class QueryUserId : IUserIdProvider
{
    public string? GetUserId(HubConnectionContext connection) => connection.GetHttpContext()?.Request.Query["user"];
}
