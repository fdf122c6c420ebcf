using MassTransit;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Worker.Diagnostics;
using RealtimeMesh.Worker.Documents;
using RealtimeMesh.Worker.Infographics;
using RealtimeMesh.Worker.Jobs;
using RealtimeMesh.Worker.Podcasts;
using RealtimeMesh.Worker.Speech;
using RealtimeMesh.Worker.Voiceovers;

namespace RealtimeMesh.Worker;

/// <summary>The job workers, for a process of their own or as part of another.</summary>
public static class WorkerService
{
    public static WebApplicationBuilder AddWorker(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WorkerOptions>()
            .BindConfiguration(WorkerOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<WorkerProcess>();
        builder.Services.AddSingleton<WorkerMetrics>();
        builder.Services.AddSingleton(services => new SpeechRenderer(Environment.GetEnvironmentVariable("PATH"), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddScoped<JobAttempt>();
        builder.Services.AddScoped<ProcessDocumentJob>();
        builder.Services.AddScoped<GeneratePodcastJob>();
        builder.Services.AddScoped<GenerateVoiceoverJob>();
        builder.Services.AddScoped<GenerateInfographicJob>();

        return builder;
    }

    /// <summary>One consumer per job type, on whatever transport the bus has.</summary>
    public static void AddWorkerConsumers(this IBusRegistrationConfigurator bus)
    {
        bus.AddJob<ProcessDocument, ProcessDocumentJob>();
        bus.AddJob<GeneratePodcast, GeneratePodcastJob>();
        bus.AddJob<GenerateVoiceover, GenerateVoiceoverJob>();
        bus.AddJob<GenerateInfographic, GenerateInfographicJob>();
    }

    private static void AddJob<TCommand, TJob>(this IBusRegistrationConfigurator bus)
        where TCommand : class, IJobCommand
        where TJob : class, IJob =>
        bus.AddConsumer<JobConsumer<TCommand, TJob>, JobConsumerDefinition<TCommand, TJob>>();
}
