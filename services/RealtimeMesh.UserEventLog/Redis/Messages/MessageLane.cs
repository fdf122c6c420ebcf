using System.Buffers;

namespace RealtimeMesh.UserEventLog.Redis.Messages;

/// <summary>
/// Messages on their way to their receivers, one after the other. While they are received more gather, and are received together next: the
/// busier it is, the more messages of a user leave in one send.
/// </summary>
internal sealed class MessageLane : IThreadPoolWorkItem
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private Batch _filling = new();
    private Batch _receiving = new();
    private bool _isScheduled;
    private TaskCompletionSource? _room;

    public void Add(SubscribedChannel channel, ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            _filling.Add(channel, message);
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _filling.Bytes < MostBytes
                ? ValueTask.CompletedTask
                : new ValueTask((_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(cancellationToken));
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake() is { } batch)
        {
            batch.Receive();
        }
    }

    private Batch? TryTake()
    {
        lock (_lock)
        {
            if (_filling.Bytes == 0)
            {
                _isScheduled = false;
                return null;
            }

            (_filling, _receiving) = (_receiving, _filling);
            _room?.SetResult();
            _room = null;
            return _receiving;
        }
    }

    private sealed class Batch
    {
        private readonly List<(SubscribedChannel Channel, int Length)> _messages = [];
        private readonly ArrayBufferWriter<byte> _bytes = new();

        // An entry costs something even when its message is empty.
        public int Bytes => _bytes.WrittenCount + _messages.Count;

        public void Add(SubscribedChannel channel, ReadOnlySpan<byte> message)
        {
            _messages.Add((channel, message.Length));
            _bytes.Write(message);
        }

        public void Receive()
        {
            for (var index = 0; index < _messages.Count; index++)
            {
                _messages[index].Channel.Last = index;
            }

            var rest = _bytes.WrittenMemory;
            for (var index = 0; index < _messages.Count; index++)
            {
                var (channel, length) = _messages[index];
                channel.Receive(rest[..length], more: index != channel.Last);
                rest = rest[length..];
            }

            _messages.Clear();
            _bytes.ResetWrittenCount();
        }
    }
}
