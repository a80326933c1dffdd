using Microsoft.ML;
using MlNetCnn.Persistence;

namespace MlNetCnn;

/// <summary>
/// Where everything of this library is found: <c>ml.Cnn</c>. Each component adds its own method beside its class.
/// Touching it registers the library's loaders with the context, so that <c>ml.Model.Load</c> then finds them.
/// </summary>
public sealed class CnnCatalog
{
    internal CnnCatalog(MLContext context)
    {
        Context = context;
        TransformerLoader.Register(context);
    }

    /// <summary>The context.</summary>
    public MLContext Context { get; }

    /// <summary>Trainers: <c>ml.Cnn.Trainers.Dense(...)</c>.</summary>
    public CnnTrainers Trainers => field ??= new CnnTrainers(this);
}
