using RealtimeMesh.Notifier;
using RealtimeMesh.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notifier", port: 8084);
builder.AddNotifier();
builder.AddRedisUserEvents();
builder.AddNotifierBus();

var app = builder.Build();
app.MapHealth();
app.Run();
