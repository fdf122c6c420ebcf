using FsCheck;
using FsCheck.Fluent;
using RealtimeMesh.DirectStreams.Tests.Hosting;

namespace RealtimeMesh.DirectStreams.Tests.Streams;

public sealed class WaitingBytesTests
{
    private static readonly Gen<int> Lengths = Gen.OneOf(
        Gen.Choose(1, 50), Gen.Choose(1, 5_000), Gen.Choose(60_000, 70_000), Gen.Constant(WaitingBytes.MaxBatch), Gen.Constant(0));

    private static readonly Gen<(int Kind, int Size)[]> Steps =
        Gen.Choose(0, 9).SelectMany(_ => Lengths, (kind, size) => (kind, size)).ArrayOf();

    [Fact]
    public void Whatever_is_done_it_holds_what_a_plain_list_would() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true),
        Prop.ForAll(Steps.ToArbitrary(), steps => new Model().Run(steps)));

    [Fact]
    public void Small_entries_leave_together_and_whole()
    {
        var waiting = new WaitingBytes();
        waiting.Add(Pattern.Of(40_000));
        waiting.Add(Pattern.Of(20_000, 40_000));
        waiting.Add(Pattern.Of(20_000, 60_000));

        Assert.Equal(60_000, waiting.Peek().Length);
        Assert.Equal(60_000, waiting.Take(new byte[WaitingBytes.MaxBatch]).Length);
    }

    // Entries that wait, the first of which may have been sent in part, and what is on its way.
    private sealed class Model
    {
        private readonly List<byte[]> _entries = [];
        private readonly byte[] _buffer = new byte[WaitingBytes.MaxBatch];
        private WaitingBytes _waiting;
        private int _sentOfFirst;
        private int _inFlight;
        private int _written;

        public void Run((int Kind, int Size)[] steps)
        {
            foreach (var (kind, size) in steps)
            {
                Step(kind, size);
                Assert.Equal(_entries.Count == 0, _waiting.IsEmpty);
                Assert.Equal(_inFlight + _entries.Sum(entry => WaitingBytes.Cost(entry.Length)), _waiting.Count);
            }
        }

        private void Step(int kind, int size)
        {
            switch (kind)
            {
                case < 5:
                    Add(size);
                    break;
                case 5 when _inFlight == 0 && _entries.Count > 0:
                    Send(size);
                    break;
                case 6 when _inFlight == 0:
                    Take();
                    break;
                case 7:
                    _waiting.Arrived();
                    _inFlight = 0;
                    break;
                case 8:
                    _waiting.KeepRest();
                    _entries.RemoveRange(_sentOfFirst > 0 ? 1 : 0, _entries.Count - (_sentOfFirst > 0 ? 1 : 0));
                    break;
                case 9 when size < 25:
                    _waiting.Clear();
                    _entries.Clear();
                    _sentOfFirst = 0;
                    break;
            }
        }

        private void Add(int size)
        {
            var bytes = Pattern.Of(size, _written);
            _written += size;
            var sent = _entries.Count == 0 && _inFlight == 0 ? size / 3 : 0;
            _waiting.Add(bytes, sent);
            if (size > 0)
            {
                _entries.Add(bytes);
                _sentOfFirst = Math.Max(_sentOfFirst, sent);
            }
        }

        // As a socket that takes a part.
        private void Send(int size)
        {
            var batch = _waiting.Peek();
            Assert.True(batch.Length > 0 && batch.SequenceEqual(Next(batch.Length)));
            var sent = Math.Min(size, batch.Length);
            _waiting.Remove(sent);
            Remove(sent);
        }

        private void Take()
        {
            var batch = _waiting.Take(_buffer);
            Assert.Equal(_entries.Count == 0, batch.IsEmpty);
            Assert.True(batch.Span.SequenceEqual(Next(batch.Length)));
            var before = _entries.Sum(entry => WaitingBytes.Cost(entry.Length));
            Remove(batch.Length);
            Assert.Equal(0, _sentOfFirst);
            _inFlight = before - _entries.Sum(entry => WaitingBytes.Cost(entry.Length));
        }

        private byte[] Next(int count) => [.. _entries.SelectMany(entry => entry).Skip(_sentOfFirst).Take(count)];

        private void Remove(int sent)
        {
            sent += _sentOfFirst;
            while (_entries.Count > 0 && _entries[0].Length <= sent)
            {
                sent -= _entries[0].Length;
                _entries.RemoveAt(0);
            }

            _sentOfFirst = sent;
        }
    }
}
