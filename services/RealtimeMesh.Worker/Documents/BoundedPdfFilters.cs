using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace RealtimeMesh.Worker.Documents;

/// <summary>PdfPig's own filters; what they unpack is charged to the document's budget.</summary>
internal sealed class BoundedPdfFilters(PdfBudget budget) : IFilterProvider
{
    public PdfBudget Budget => budget;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bound(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private IFilter[] Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new BoundedFilter(filter, budget))];

    private sealed class BoundedFilter(IFilter filter, PdfBudget budget) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            switch (filter)
            {
                case FlateFilter:
                    budget.ChargeInflated(input);
                    break;
                case LzwFilter:
                    // Its output cannot be measured without a decoder of our own, and PDFs have not used it since the nineties.
                    throw new JobInputException("The PDF uses LZW compression, which is not supported. Save it again with a newer program.");
                default:
                    budget.Charge(input.Length);
                    break;
            }

            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }
}
