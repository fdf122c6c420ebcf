using System.ComponentModel.DataAnnotations;

namespace RealtimeMesh.Worker.Jobs;

internal sealed class WorkerOptions : IValidatableObject
{
    public const string Section = "Worker";

    private const int MostConcurrency = 64;

    /// <summary>Jobs of one type that this process runs at once.</summary>
    public int Concurrency { get; set; } = 4;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Concurrency is < 1 or > MostConcurrency)
        {
            yield return new ValidationResult($"{Section}__{nameof(Concurrency)} is {Concurrency}; it must be from 1 to {MostConcurrency}.", [nameof(Concurrency)]);
        }
    }
}
