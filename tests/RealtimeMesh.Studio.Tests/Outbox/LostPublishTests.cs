using System.Reflection;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Outbox;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Outbox;

/// <summary>A publish that was under way when the broker went may never end, and does not listen to its token.</summary>
public sealed class LostPublishTests
{
    [Fact]
    public async Task A_publish_that_never_ends_is_given_up_and_tried_again_later()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var db = Store.InSqlite().Open();
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        var message = new EntityDeleted { UserId = "alice", EntityType = EntityTypes.Document, EntityId = Guid.NewGuid(), OccurredAt = time.GetUtcNow() };
        db.Outbox.Add(new OutboxMessage { Id = Guid.NewGuid(), Type = typeof(EntityDeleted).FullName!, Body = JsonSerializer.Serialize(message) });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        var bus = DispatchProxy.Create<IBus, LosingBus>();
        var publishing = ((LosingBus)(object)bus).Publishing;

        var sending = new OutboxBatch(db, bus, time, NullLogger<OutboxBatch>.Instance).SendAsync(TestContext.Current.CancellationToken);
        await publishing.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(11));
        await sending.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        var stored = await db.Outbox.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromSeconds(5), stored.ClaimedUntil);
    }

    /// <summary>Whatever is published on it goes on for ever.</summary>
    public class LosingBus : DispatchProxy
    {
        private readonly TaskCompletionSource _publishing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _never = new();

        public Task Publishing => _publishing.Task;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _publishing.TrySetResult();
            return _never.Task;
        }
    }
}
