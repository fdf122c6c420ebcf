using RealtimeMesh.BusDefaults;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;
using RealtimeMesh.Studio;
using RealtimeMesh.Studio.Data.Providers;
using RealtimeMesh.Studio.Documents;
using RealtimeMesh.Studio.Http;

return ServiceProgram.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("studio", port: 8082);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = DocumentUpload.MaxRequestBytes);
    builder.AddUserAuthentication();
    builder.AddStudioDatabase(() => DataFolder.Path(builder.Configuration));
    builder.AddStudio();
    builder.AddRabbitMqBus("studio");

    var app = builder.Build();
    app.UseExceptionHandler();
    app.UseProblemPages();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseStudio();
    app.MapStudio();
    app.MapHealth();
    return app;
});
