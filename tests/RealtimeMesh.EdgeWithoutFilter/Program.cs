using RealtimeMesh.Edge;
using RealtimeMesh.Edge.Ports;
using RealtimeMesh.HttpDefaults.Authentication;
using RealtimeMesh.ServiceDefaults;

// The edge as it was before it knew the parameter "types": while it is being replaced, it stands beside the new one.
return ServiceProgram.Run(() =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("edge", port: 8081);
    builder.AddSharedPort();
    builder.AddUserAuthentication();
    builder.AddEdge();
    builder.AddRedisUserEvents();

    var app = builder.Build();
    app.Use((context, next) =>
    {
        context.Request.QueryString = QueryString.Empty;
        return next(context);
    });
    app.UseStreamErrors();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapEdge();
    app.MapHealth();
    return app;
});
