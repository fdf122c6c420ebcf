using MassTransit;
using Microsoft.Extensions.Options;
using RealtimeMesh.Contracts.Studio;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>Takes the commands of one job type from the bus.</summary>
internal sealed class JobConsumer<TCommand, TJob>(JobAttempt attempt, TJob job) : IConsumer<TCommand>
    where TCommand : class, IJobCommand
    where TJob : class, IJob
{
    public Task Consume(ConsumeContext<TCommand> context) => attempt.RunAsync(context.Message.JobId, job, context);
}

internal sealed class JobConsumerDefinition<TCommand, TJob> : ConsumerDefinition<JobConsumer<TCommand, TJob>>
    where TCommand : class, IJobCommand
    where TJob : class, IJob
{
    public JobConsumerDefinition(IOptions<WorkerOptions> options)
    {
        EndpointName = $"worker-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(typeof(TCommand).Name)}";
        ConcurrentMessageLimit = options.Value.Concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<JobConsumer<TCommand, TJob>> consumerConfigurator,
        IRegistrationContext context)
    {
        if (endpointConfigurator is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            // RabbitMQ 4 drops what was delivered 20 times; a job that kills its worker is counted by itself.
            rabbit.SetQueueArgument("x-delivery-limit", int.MaxValue);
            rabbit.PrefetchCount = ConcurrentMessageLimit!.Value;
        }

        endpointConfigurator.UseMessageRetry(JobRetry.WhileAway);
        endpointConfigurator.UseMessageRetry(JobRetry.OfOtherFaults);
    }
}
