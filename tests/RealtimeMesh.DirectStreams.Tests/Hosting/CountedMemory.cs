using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace RealtimeMesh.DirectStreams.Tests.Hosting;

/// <summary>The transport's pooled memory, counted.</summary>
internal sealed class CountedMemory : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private readonly MemoryPool<byte> _pool = Shared;
    private int _rented;

    /// <summary>Blocks that were not given back.</summary>
    public int Rented => Volatile.Read(ref _rented);

    public override int MaxBufferSize => 4096;

    public void Use(WebApplicationBuilder builder) => builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(this);

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        Interlocked.Increment(ref _rented);
        return new Block(this, _pool.Rent(minBufferSize));
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(CountedMemory pool, IMemoryOwner<byte> memory) : IMemoryOwner<byte>
    {
        private int _isReturned;

        public Memory<byte> Memory => memory.Memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                memory.Dispose();
                Interlocked.Decrement(ref pool._rented);
            }
        }
    }
}
