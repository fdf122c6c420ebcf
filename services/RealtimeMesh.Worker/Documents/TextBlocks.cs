using System.Text;

namespace RealtimeMesh.Worker.Documents;

/// <summary>Collects a document's blocks while it is read; white space and control characters collapse to one space.</summary>
internal sealed class TextBlocks
{
    private const int MostBlocks = 500_000;

    private readonly List<TextBlock> _blocks = [];
    private readonly StringBuilder _text = new();
    private bool _space;
    private int _headingLevel;

    public void Append(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                _space = _text.Length > 0;
                continue;
            }

            if (_space)
            {
                _text.Append(' ');
                _space = false;
            }

            _text.Append(character);
        }
    }

    /// <summary>Ends the block; the next one is a heading of this level, or a paragraph.</summary>
    public void Break(int headingLevel = 0)
    {
        if (_blocks.Count == MostBlocks)
        {
            throw new JobInputException($"The document has too many headings and paragraphs: {MostBlocks} are the most.");
        }

        if (_text.Length > 0)
        {
            _blocks.Add(new TextBlock(_text.ToString(), _headingLevel));
            _text.Clear();
        }

        _space = false;
        _headingLevel = headingLevel;
    }

    public DocumentText ToDocument()
    {
        Break();
        return new DocumentText(_blocks);
    }
}
