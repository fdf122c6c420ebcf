using System.Reflection;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RealtimeMesh.Contracts.Studio;
using RealtimeMesh.Studio.Data;
using RealtimeMesh.Studio.Data.Rows;
using RealtimeMesh.Studio.Outbox;
using RealtimeMesh.Studio.Tests.Hosting;

namespace RealtimeMesh.Studio.Tests.Outbox;

/// <summary>One message that cannot be sent keeps no other waiting: not even a publish that never ends and does not listen to its token.</summary>
public sealed class LostPublishTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly StudioDb _db = Store.InSqlite().Open();
    private readonly IBus _bus = DispatchProxy.Create<IBus, LosingBus>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _db.Database.MigrateAsync(Cancelled);

    [Fact]
    public async Task A_publish_that_never_ends_is_given_up_and_tried_again_later()
    {
        var message = new EntityDeleted { UserId = "alice", EntityType = EntityTypes.Document, EntityId = Guid.NewGuid(), OccurredAt = _time.GetUtcNow() };
        await StoreAsync(typeof(EntityDeleted).FullName!, JsonSerializer.Serialize(message));

        var sending = SendAsync();
        await ((LosingBus)(object)_bus).Publishing.WaitAsync(Cancelled);
        _time.Advance(TimeSpan.FromSeconds(11));
        await sending.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);

        await AssertSetAsideAsync();
    }

    [Theory]
    [InlineData("RealtimeMesh.Contracts.Studio.FromTheFuture", "{}")]
    [InlineData("RealtimeMesh.Contracts.Studio.EntityDeleted", "{}")]
    [InlineData("RealtimeMesh.Contracts.Studio.EntityDeleted", "not JSON")]
    public async Task What_this_studio_cannot_read_is_set_aside_too(string type, string body)
    {
        await StoreAsync(type, body);

        await SendAsync();

        await AssertSetAsideAsync();
    }

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    private Task<bool> SendAsync() => new OutboxBatch(_db, _bus, _time, NullLogger<OutboxBatch>.Instance).SendAsync(Cancelled);

    private async Task StoreAsync(string type, string body)
    {
        _db.Outbox.Add(new OutboxMessage { Id = Guid.NewGuid(), Type = type, Body = body });
        await _db.SaveChangesAsync(Cancelled);
    }

    private async Task AssertSetAsideAsync() =>
        Assert.Equal(_time.GetUtcNow() + TimeSpan.FromSeconds(5), (await _db.Outbox.AsNoTracking().SingleAsync(Cancelled)).ClaimedUntil);

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
