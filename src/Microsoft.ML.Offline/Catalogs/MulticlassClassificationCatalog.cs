using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Evaluation of classifiers of several classes.</summary>
public sealed class MulticlassClassificationCatalog
{
    internal MulticlassClassificationCatalog(IHostEnvironment environment) => Environment = environment;

    internal IHostEnvironment Environment { get; }
}
