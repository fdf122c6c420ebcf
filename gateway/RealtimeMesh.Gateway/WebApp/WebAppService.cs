using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using RealtimeMesh.Gateway.FrontPage;
using RealtimeMesh.HttpDefaults.Authentication;

namespace RealtimeMesh.Gateway.WebApp;

/// <summary>The studio's web app, if it is part of the build, and what it must know of where it runs.</summary>
public static class WebAppService
{
    internal static IServiceCollection AddWebApp(this IServiceCollection services)
    {
        services.AddOptions<WebAppOptions>()
            .BindConfiguration(WebAppOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate<IOptions<AuthOptions>>(
                (webApp, auth) => webApp.ClientId is null || auth.Value.Authority is not null,
                "WebApp__ClientId is set and Auth__Authority is not: a client id is an authority's.")
            .ValidateOnStart();
        services.AddSingleton(provider => SignIn.Of(
            provider.GetRequiredService<IOptions<AuthOptions>>().Value,
            provider.GetRequiredService<IOptions<WebAppOptions>>().Value,
            provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddSingleton(_ => WebAppFiles.Read(Path.Combine(AppContext.BaseDirectory, "web")));

        return services;
    }

    /// <summary><c>/config.json</c>; and a front page where there is no app.</summary>
    public static void MapWebApp(this WebApplication app)
    {
        app.MapGet("/config.json", Config).AllowAnonymous().ExcludeFromDescription();

        if (app.Services.GetRequiredService<WebAppFiles>().Index is null)
        {
            app.MapFrontPage();
        }
    }

    private static JsonHttpResult<WebAppConfig> Config(SignIn signIn, HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        return TypedResults.Json(new WebAppConfig(signIn), WebAppJson.Default.WebAppConfig);
    }
}
