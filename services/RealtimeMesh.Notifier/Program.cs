using RealtimeMesh.BusDefaults;
using RealtimeMesh.Notifier;
using RealtimeMesh.ServiceDefaults;

return ConsumerProgram.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("notifier", port: 8084);
    builder.AddNotifier();
    builder.AddRedisUserEvents();
    builder.AddNotifierBus();

    var app = builder.Build();
    app.MapHealth();
    return app;
});
