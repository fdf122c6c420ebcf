using System.Buffers;
using System.Globalization;
using System.Text;

namespace RealtimeMesh.Worker.Documents;

/// <summary>
/// Cuts text into words: runs of letters, digits and their marks in any script, with an apostrophe, or the point of a number, inside.
/// Chinese and Japanese write without spaces; there each character counts as a word.
/// </summary>
internal static class Words
{
    public static Enumerator In(ReadOnlySpan<char> text) => new(text);

    public ref struct Enumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            while (!_rest.IsEmpty)
            {
                var length = WordAtStart(_rest, out var skipped);
                Current = _rest[..length];
                _rest = _rest[(length == 0 ? skipped : length)..];
                if (length > 0)
                {
                    return true;
                }
            }

            return false;
        }

        private static int WordAtStart(ReadOnlySpan<char> text, out int skipped)
        {
            var length = 0;
            skipped = 0;
            while (length < text.Length && Rune.DecodeFromUtf16(text[length..], out var rune, out var consumed) is var status)
            {
                if (status == OperationStatus.Done && IsIdeograph(rune))
                {
                    return length == 0 ? consumed : length;
                }

                if (status != OperationStatus.Done || !IsPartOfWord(rune, text[length..], atStart: length == 0, afterDigit: length > 0 && char.IsAsciiDigit(text[length - 1])))
                {
                    skipped = consumed;
                    break;
                }

                length += consumed;
            }

            return length;
        }

        private static bool IsPartOfWord(Rune rune, ReadOnlySpan<char> text, bool atStart, bool afterDigit) => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => !atStart,
            _ when rune.Value is '\'' or '’' => !atStart && text.Length > 1 && char.IsLetter(text[1]),
            _ when rune.Value is '.' or ',' => afterDigit && text.Length > 1 && char.IsAsciiDigit(text[1]),
            _ => Rune.IsLetterOrDigit(rune),
        };

        private static bool IsIdeograph(Rune rune) => rune.Value is
            (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
    }
}
