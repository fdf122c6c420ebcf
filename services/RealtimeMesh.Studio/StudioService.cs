using System.Text.Json;
using System.Text.Json.Serialization;
using RealtimeMesh.Studio.Activities;
using RealtimeMesh.Studio.Documents;
using RealtimeMesh.Studio.Entities;
using RealtimeMesh.Studio.Http;
using RealtimeMesh.Studio.Idempotency;
using RealtimeMesh.Studio.Infographics;
using RealtimeMesh.Studio.Jobs;
using RealtimeMesh.Studio.Outbox;
using RealtimeMesh.Studio.Podcasts;
using RealtimeMesh.Studio.SignIn;
using RealtimeMesh.Studio.Voiceovers;
using Scalar.AspNetCore;

namespace RealtimeMesh.Studio;

/// <summary>The studio's HTTP API, for a process of its own or as part of another.</summary>
public static class StudioService
{
    public static WebApplicationBuilder AddStudio(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            http.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        // The outbox says in a line what MassTransit would say in a stack trace, once for every message that waits.
        builder.Logging.AddFilter("MassTransit", LogLevel.Critical);
        builder.Services.AddProblemResponses();
        builder.Services.AddOpenApi();

        builder.Services.AddScoped<IdempotentRequest>();
        builder.Services.AddHostedService<IdempotencyRecordExpiry>();
        builder.Services.AddScoped<OutboxWriter>();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddHostedService<OutboxDispatcher>();
        builder.Services.AddScoped<EntityCreation>();

        return builder;
    }

    public static void UseStudio(this IApplicationBuilder app)
    {
        app.UseMiddleware<DatabaseGate>();
        app.UseMiddleware<IdempotencyMiddleware>();
    }

    public static void MapStudio(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization();
        api.MapDocuments();
        api.MapPodcasts();
        api.MapVoiceovers();
        api.MapInfographics();
        api.MapJobs();
        api.MapActivities();

        if (app.Environment.IsDevelopment())
        {
            app.MapToken();
            app.MapOpenApi();
            app.MapScalarApiReference();
        }
    }
}
