namespace RealtimeMesh.Gateway.Tests.Http2;

/// <summary>Whatever is queued to the thread pool takes its time, as on a machine with too much to do.</summary>
internal sealed class BusyThreadPool : IThreadPoolWorkItem, IDisposable
{
    private const int Items = 20;

    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(2);

    private volatile bool _isOver;

    public static BusyThreadPool Start()
    {
        var busy = new BusyThreadPool();
        for (var item = 0; item < Items; item++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(busy, preferLocal: false);
        }

        return busy;
    }

    public void Execute()
    {
        Thread.Sleep(Each);
        if (!_isOver)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Dispose() => _isOver = true;
}
