using RealtimeMesh.AllInOne.Brokers;
using RealtimeMesh.AllInOne.Start;
using RealtimeMesh.Edge;
using RealtimeMesh.Gateway;
using RealtimeMesh.Gateway.WebApp;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.Notifier;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.Studio;
using RealtimeMesh.Studio.Data.Providers;
using RealtimeMesh.Worker;

return CommandLine.Problem(args) is { } problem ? CommandLine.Refuse(problem) : ServiceProgram.Run(() =>
{
    var builder = CommandLine.CreateBuilder(args);
    builder.AddServiceDefaults("all-in-one", port: 8080);
    builder.AddUserAuthentication();
    builder.AddFrontDoor();
    builder.AddStudioDatabase(() => DataFolder.Path(builder.Configuration));
    builder.AddStudio();
    builder.AddWorker();
    builder.AddNotifier();
    builder.AddEdge();
    builder.AddInMemoryBrokers();
    builder.AddReadyLine();

    var app = builder.Build();
    app.UseFrontDoor();
    app.UseExceptionHandler();
    app.UseStudio();
    app.MapStudio();
    app.MapEdge();
    app.MapHealth();
    app.MapWebApp();
    return app;
});
