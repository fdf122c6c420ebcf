using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace RealtimeMesh.Gateway.CrossOrigin;

internal static class CrossOriginServices
{
    private static readonly string[] RequestHeaders =
        [HeaderNames.Authorization, HeaderNames.ContentType, "Last-Event-ID", "Idempotency-Key"];

    private static readonly string[] ResponseHeaders = [HeaderNames.RetryAfter, HeaderNames.Location];

    public static IServiceCollection AddCrossOrigin(this IServiceCollection services)
    {
        services.AddOptions<CrossOriginOptions>()
            .BindConfiguration(CrossOriginOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();

        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<CrossOriginOptions>>((cors, options) =>
        {
            if (options.Value.Origins is { Length: > 0 } origins)
            {
                cors.AddDefaultPolicy(policy => Allow(policy, origins));
            }
        });

        return services;
    }

    // Without credentials: who the user is comes from the Authorization header, never from a cookie.
    private static void Allow(CorsPolicyBuilder policy, string[] origins) => policy
        .WithOrigins(origins)
        .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Patch, HttpMethods.Delete)
        .WithHeaders(RequestHeaders)
        .WithExposedHeaders(ResponseHeaders)
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10));
}
