using System.Collections.Frozen;
using System.Reflection;

namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Tables of what becomes nodes: layers, activations, losses, penalties, constraints, optimizers. They are closed: they hold the marked classes of this assembly.</summary>
internal static class MarkedClasses
{
    /// <summary>An object of each class that has the mark, by what its mark says.</summary>
    /// <typeparam name="TMark">The mark. Its classes have constructors without parameters.</typeparam>
    /// <typeparam name="TKey">What it says.</typeparam>
    /// <typeparam name="TNodes">What the classes are.</typeparam>
    /// <param name="key">Reads it.</param>
    public static FrozenDictionary<TKey, TNodes> Table<TMark, TKey, TNodes>(Func<TMark, TKey> key)
        where TMark : Attribute
        where TKey : notnull =>
        typeof(MarkedClasses).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<TMark>(inherit: false).Select(mark => (type, mark)))
            .ToFrozenDictionary(p => key(p.mark), p => (TNodes)Activator.CreateInstance(p.type)!);
}
