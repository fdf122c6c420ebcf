using RealtimeMesh.Peers.ServerSentEvents;
using StackExchange.Redis;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["PORT"]}");
var redis = await ConnectionMultiplexer.ConnectAsync(builder.Configuration["REDIS"]!);
var streams = new UserStreams(redis.GetSubscriber(), builder.Configuration["CHANNEL_PREFIX"] ?? "cs:sse:user");

var app = builder.Build();
app.MapGet("/events", (string user, CancellationToken left) => TypedResults.ServerSentEvents(streams.ReadAsync(user, left)));
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
await app.RunAsync();
