using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary>A model and what explains it: made ready at first use, once per shape of pictures. Many threads may use it.</summary>
internal sealed class ExplainedNetwork(Model model, IEngine? engine, int threads) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Shape, ExplainedModel> _models = [];

    /// <summary>The model.</summary>
    public Model Model { get; } = model;

    /// <summary>What explains pictures of a shape. Nothing is compiled yet.</summary>
    /// <exception cref="ArgumentException">The model does not take that shape, or has several inputs or outputs.</exception>
    public ExplainedModel For(Shape picture)
    {
        lock (_lock)
        {
            if (_models.TryGetValue(picture, out var explained)) return explained;
            explained = new ExplainedModel(Model, new ExplainedModelOptions { Engine = engine, InputShape = picture, Threads = threads });
            _models.Add(picture, explained);
            return explained;
        }
    }

    /// <summary>Explains a batch of pictures, whoever disposes of the network meanwhile.</summary>
    public IReadOnlyList<Explanation> Explain(ExplanationMethod method, Tensor pictures, Target target)
    {
        while (true)
        {
            var explained = For(pictures.Shape);
            try
            {
                return method.Explain(explained, pictures, target);
            }
            catch (ObjectDisposedException) when (IsReleased(pictures.Shape, explained))
            {
                // Another user let go of it on the way: it is made anew.
            }
        }
    }

    /// <summary>Releases what was compiled; a later use compiles anew. (ML.NET's prediction engines dispose of transformers they share.)</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var explained in _models.Values) explained.Dispose();
            _models.Clear();
        }
    }

    private bool IsReleased(Shape picture, ExplainedModel explained)
    {
        lock (_lock) return !_models.TryGetValue(picture, out var current) || current != explained;
    }
}
