using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Evaluation of yes-no classifiers.</summary>
public sealed class BinaryClassificationCatalog
{
    internal BinaryClassificationCatalog(IHostEnvironment environment) => Environment = environment;

    internal IHostEnvironment Environment { get; }
}
