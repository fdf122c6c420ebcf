using RealtimeMesh.BusDefaults;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.Studio.Data.Providers;
using RealtimeMesh.Worker;

return ConsumerProgram.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("worker", port: 8083);
    builder.AddStudioDatabase(() => DataFolder.Path(builder.Configuration));
    builder.AddWorker();
    builder.AddRabbitMqBus("worker", bus => bus.AddWorkerConsumers());

    var app = builder.Build();
    app.MapHealth();
    return app;
});
