using RealtimeMesh.DirectStreams;
using RealtimeMesh.Gateway.CrossOrigin;
using RealtimeMesh.Gateway.Errors;
using RealtimeMesh.Gateway.Limits;
using RealtimeMesh.Gateway.Proxy;
using RealtimeMesh.Gateway.WebApp;
using RealtimeMesh.HttpDefaults.Errors;

namespace RealtimeMesh.Gateway;

/// <summary>
/// The front door (CORS, limits, error pages, who may enter) and the proxy behind it.
/// A host that runs the services in its own process takes the first without the second.
/// </summary>
public static class GatewayService
{
    /// <summary>Expects <c>AddUserAuthentication</c> beside it.</summary>
    public static WebApplicationBuilder AddFrontDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddCrossOrigin().AddRequestLimits().AddRateLimits().AddWebApp();

        return builder;
    }

    /// <summary>Everything that happens before an endpoint runs. Map the endpoints after it.</summary>
    public static WebApplication UseFrontDoor(this WebApplication app)
    {
        // Order matters. Outermost, what gives an answer its form: whatever is refused further in is only a status there.
        app.UseSecurityHeaders();
        app.UseProblemPages();
        app.UseStreamErrorPages();
        app.UseExceptionStatus();
        app.UseRouting();

        // Before the token is looked at: a preflight carries none.
        app.UseCors();
        app.UseAuthentication();

        // Between the two: a verified user has a budget of his own, the rest share their address's and are stopped before the challenge.
        app.UseRateLimiter();
        app.UseAuthorization();

        // Last: what an endpoint answers is never the web app's.
        app.UseMiddleware<WebAppMiddleware>();

        return app;
    }

    /// <summary>YARP, as the section <c>ReverseProxy</c> says.</summary>
    public static WebApplicationBuilder AddProxy(this WebApplicationBuilder builder)
    {
        builder.AddDirectTransport();
        builder.Services.AddForwarding(builder.Configuration).AddReadiness();

        return builder;
    }

    public static WebApplication MapProxy(this WebApplication app)
    {
        app.MapForwarding();

        return app;
    }
}
