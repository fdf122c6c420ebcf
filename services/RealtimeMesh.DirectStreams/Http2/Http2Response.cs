using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using RealtimeMesh.Http2;

namespace RealtimeMesh.DirectStreams.Http2;

/// <summary>A response as its request's pipeline sees it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no handle. Disposed, it would fail whoever still asks whether the client is there.")]
internal sealed class Http2Response : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpRequestLifetimeFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = [];
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = [];
    private readonly CancellationTokenSource _aborted = new();
    private readonly Action<Exception> _failed;
    private readonly ResponseBytes _bytes;
    private readonly HeaderDictionary _headers = [];

    /// <param name="request">Of which.</param>
    /// <param name="bytes">Its way to the client.</param>
    /// <param name="failed">Is told what callbacks throw.</param>
    public Http2Response(RequestHead request, ResponseBytes bytes, Action<Exception> failed)
    {
        (_bytes, _failed, HasBody) = (bytes, failed, !HttpMethods.IsHead(request.Method));
        Writer = new ResponseWriter(this, bytes);
        Stream = Writer.AsStream();
        RequestAborted = _aborted.Token;
        bytes.Begin(this);
    }

    public bool HasBody { get; }

    public bool IsTaken { get; private set; }

    public bool IsAborted => _aborted.IsCancellationRequested;

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get => _headers; set => throw new NotSupportedException("Headers can be changed, not replaced."); }

    public Stream Body { get => Stream; set => throw new NotSupportedException("IHttpResponseBodyFeature can be replaced."); }

    public bool HasStarted { get; private set; }

    public Stream Stream { get; }

    public PipeWriter Writer { get; }

    public CancellationToken RequestAborted { get; set; }

    public IDirectStream? TryTake(IDirectStreamOwner owner, int maxWaiting)
    {
        IsTaken = HasStarted && HasBody && _bytes.TryTake(owner, maxWaiting);
        return IsTaken ? _bytes : null;
    }

    public void OnStarting(Func<object, Task> callback, object state) =>
        _starting.Push(HasStarted ? throw new InvalidOperationException("The response has started.") : (callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public void DisableBuffering()
    {
        // What is flushed is sent.
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HasStarted)
        {
            return;
        }

        while (_starting.TryPop(out var starting))
        {
            await starting.Callback(starting.State);
        }

        HasStarted = true;
        _headers.IsReadOnly = true;
        ResponseHead.Send(_bytes, StatusCode, _headers);
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        if (!IsTaken)
        {
            await Writer.FlushAsync();
            _bytes.End(default);
        }
    }

    /// <summary>After everything else.</summary>
    public async Task CompletedAsync()
    {
        while (_completed.TryPop(out var completed))
        {
            try
            {
                await completed.Callback(completed.State);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                _failed(fault);
            }
        }
    }

    public void Abort() => _bytes.Reset(Http2ErrorCode.Cancel);

    /// <summary>The client is told that something went wrong here, in whichever way there still is.</summary>
    public async Task FailAsync()
    {
        if (HasStarted || IsAborted)
        {
            _bytes.Fail();
            return;
        }

        _starting.Clear();
        _headers.Clear();
        StatusCode = StatusCodes.Status500InternalServerError;
        await StartAsync();
        _bytes.End(default);
    }

    /// <summary>Nobody wants it any more.</summary>
    public void Aborted()
    {
        try
        {
            _aborted.Cancel();
        }
        catch (AggregateException fault)
        {
            _failed(fault);
        }
    }
}
