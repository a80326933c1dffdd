using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary>A model and the engine that runs it. Compiled at first use, once per shape of the input; many threads may predict at once.</summary>
internal sealed class Network(Model model, IReadOnlyList<string>? outputs, IEngine? engine, int threads) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Shape, IExecutable> _compiled = [];

    /// <summary>The model.</summary>
    public Model Model { get; } = model;

    /// <summary>The engine.</summary>
    public IEngine Engine { get; } = engine ?? new ManagedEngine();

    /// <summary>The layers asked for; null for the model's outputs.</summary>
    public IReadOnlyList<string>? Outputs { get; } = outputs;

    /// <summary>The executable for pictures of a shape.</summary>
    /// <exception cref="ArgumentException">The model does not take that shape, or has no such layer.</exception>
    public IExecutable For(Shape input)
    {
        lock (_lock)
        {
            if (_compiled.TryGetValue(input, out var executable)) return executable;
            executable = Engine.Compile(Model, new CompileOptions { Outputs = Outputs, InputShapes = [input], Threads = threads });
            _compiled.Add(input, executable);
            return executable;
        }
    }

    /// <summary>Runs a batch of pictures, whoever disposes of the network meanwhile.</summary>
    /// <param name="input">Shape of a picture.</param>
    /// <param name="batch">The pictures.</param>
    public IReadOnlyList<Tensor> Predict(Shape input, Tensor batch)
    {
        while (true)
        {
            var executable = For(input);
            try
            {
                return executable.Predict([batch]);
            }
            catch (ObjectDisposedException) when (IsReleased(input, executable))
            {
                // Between For and Predict another user let go of it: it is compiled anew.
            }
        }
    }

    /// <summary>Releases what was compiled; a later use compiles anew. (ML.NET's prediction engines dispose of transformers they share.)</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var executable in _compiled.Values) executable.Dispose();
            _compiled.Clear();
        }
    }

    private bool IsReleased(Shape input, IExecutable executable)
    {
        lock (_lock) return !_compiled.TryGetValue(input, out var current) || current != executable;
    }
}
