using RealtimeMesh.Notifier;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.UserEventLog.Redis;

return ServiceProgram.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("notifier", port: 8084);
    builder.AddNotifier();
    builder.AddRedisUserEventLog("realtime-mesh-notifier");
    builder.AddNotifierBus();

    var app = builder.Build();
    app.MapHealth();
    return app;
});
