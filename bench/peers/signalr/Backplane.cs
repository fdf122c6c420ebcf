using Microsoft.AspNetCore.SignalR;
using StackExchange.Redis;

namespace RealtimeMesh.Peers.SignalR;

internal static class Backplane
{
    public static void AddBackplane(this WebApplicationBuilder builder)
    {
        // The load generator's connections send nothing: without this, the server would take them for dead after 30 s.
        builder.Services.AddSignalR(hub => hub.ClientTimeoutInterval = TimeSpan.FromHours(1))
            .AddStackExchangeRedis(builder.Configuration["REDIS"]!, redis => redis.Configuration.ChannelPrefix = RedisChannel.Literal("signalr"));
        builder.Services.AddSingleton<IUserIdProvider, QueryUserId>();
    }
}
