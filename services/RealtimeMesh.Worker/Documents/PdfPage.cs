using System.Text;
using UglyToad.PdfPig.Core;

namespace RealtimeMesh.Worker.Documents;

/// <summary>The lines of one page, put together from its letters in the order in which they are drawn.</summary>
internal sealed class PdfPage
{
    /// <summary>Of a letter's size: a wider gap is a space, for many PDFs draw none.</summary>
    private const double WordGap = 0.2;

    private readonly List<PdfLine> _lines = [];
    private readonly StringBuilder _text = new();
    private double _size;
    private PdfPoint _start;
    private PdfPoint _end;

    public IReadOnlyList<PdfLine> Lines => _lines;

    public void Add(string letter, double size, PdfPoint start, PdfPoint end)
    {
        var gap = Math.Max(Math.Abs(start.X - _end.X), Math.Abs(start.Y - _end.Y));
        if (Math.Abs(start.Y - _start.Y) > _size / 2 && gap > _size / 2)
        {
            EndLine();
        }

        if (_text.Length == 0)
        {
            (_size, _start) = (size, start);
        }
        else if (gap > WordGap * _size)
        {
            _text.Append(' ');
        }

        _text.Append(letter);
        _end = end;
    }

    public void EndLine()
    {
        if (_text.Length > 0)
        {
            // In whole points: one heading is not always set in exactly the size of the next.
            _lines.Add(new PdfLine(_text.ToString(), Math.Max(1, Math.Round(_size)), _start.Y));
            _text.Clear();
        }
    }
}

internal sealed record PdfLine(string Text, double Size, double Bottom);
