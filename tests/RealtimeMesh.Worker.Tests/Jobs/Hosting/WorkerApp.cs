using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Providers;
using RealtimeMesh.Worker.Jobs;
using RealtimeMesh.Worker.Speech;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>The worker as its program composes it, but on a bus in memory and with a tap on it.</summary>
internal static class WorkerApp
{
    /// <summary>The consumers that the worker registers itself.</summary>
    public static void Real(IBusRegistrationConfigurator bus) => bus.AddWorkerConsumers();

    /// <summary>The worker's consumer of one command, whose work a test writes.</summary>
    public static void Scripted(IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<JobConsumer<ProcessDocument, ScriptedJob>, JobConsumerDefinition<ProcessDocument, ScriptedJob>>();

    public static WebApplication Build(
        TestDatabase database,
        Action<IBusRegistrationConfigurator> addConsumers,
        string? speechPath = null,
        TimeProvider? time = null,
        params IEnumerable<(string Name, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Studio:Database"] = database.Provider,
            ["ConnectionStrings:studio"] = database.ConnectionString,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        // MassTransit keeps one logger factory for the process: it must outlive every worker in it.
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddStudioDatabase(dataFolder: () => "");
        builder.AddWorker();
        builder.Services.AddSingleton(new SpeechRenderer(speechPath, TimeProvider.System));
        builder.Services.AddSingleton<Scripts>().AddScoped<ScriptedJob>().AddSingleton<Events>();
        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = true;
            host.ConsumerStopTimeout = TimeSpan.FromMilliseconds(200);
        });
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<Tap, TapDefinition>();
            addConsumers(bus);
            bus.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });

        return builder.Build();
    }
}
