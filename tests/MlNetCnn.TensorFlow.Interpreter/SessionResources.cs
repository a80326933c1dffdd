using System.Collections.Concurrent;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>What outlives a run: variables by container and shared name, and the states of random operations.</summary>
/// <param name="options">The session's options.</param>
internal sealed class SessionResources(InterpreterOptions options)
{
    private readonly ConcurrentDictionary<(string Container, string Name), Variable> _variables = new();
    private readonly ConcurrentDictionary<string, Random> _randoms = new(StringComparer.Ordinal);

    public InterpreterOptions Options => options;

    /// <summary>Number of variables that have values.</summary>
    public int VariableCount => _variables.Count;

    /// <summary>The variable, or null where none was assigned yet.</summary>
    public Variable? Find(VariableKey key) => _variables.GetValueOrDefault((key.Container, key.Name));

    public Variable FindOrCreate(VariableKey key, Tensor value) => _variables.GetOrAdd((key.Container, key.Name), _ => new Variable(value));

    public bool Remove(VariableKey key) => _variables.TryRemove((key.Container, key.Name), out _);

    /// <summary>The generator of a node: each has its own, seeded by its attributes; 0 and 0 (any seed in TensorFlow) are the session's seed and the node's name here.</summary>
    public Random RandomOf(string node, long seed, long seed2) => _randoms.GetOrAdd(node, name =>
        new Random(seed == 0 && seed2 == 0 ? name.Aggregate(options.Seed, (hash, c) => unchecked(hash * 31 + c)) : unchecked((int)(seed * 1_000_003 + seed2))));

    public void Clear()
    {
        _variables.Clear();
        _randoms.Clear();
    }
}
