using RealtimeMesh.Gateway;
using RealtimeMesh.Gateway.WebApp;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;

return ServiceProgram.Run(() =>
{
    // The routes are beside the executable, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddServiceDefaults("gateway", port: 8080);
    builder.AddUserAuthentication();
    builder.AddFrontDoor();
    builder.AddProxy();

    var app = builder.Build();
    app.UseFrontDoor();
    app.MapHealth();
    app.MapWebApp();
    app.MapProxy();
    return app;
});
