using RealtimeMesh.Edge;
using RealtimeMesh.Edge.Ports;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;

return ServiceProgram.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("edge", port: 8081);
    builder.AddSharedPort();
    builder.AddUserAuthentication();
    builder.AddEdge();
    builder.AddRedisUserEvents();

    var app = builder.Build();
    app.UseStreamErrors();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapEdge();
    app.MapHealth();
    return app;
});
