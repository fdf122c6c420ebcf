using RealtimeMesh.Peers.SignalR;

// Two processes, as it is deployed: `hub` holds the connections, `publisher` sends to them over the Redis backplane.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["PORT"]}");
builder.AddBackplane();
var isPublisher = args is ["publisher"];
if (isPublisher)
{
    builder.AddBusConsumer();
}

var app = builder.Build();
if (isPublisher)
{
    app.MapPublish();
}
else
{
    app.MapHub<EventsHub>("/hub");
}

app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine("ready"));
await app.RunAsync();
