using System.Collections.Frozen;
using System.Reflection;

namespace MlNetCnn.Keras.Config;

/// <summary>The closed table of the layers (or initializers, ...) that a file may name: the classes of <typeparamref name="T"/>'s assembly marked <see cref="KerasNameAttribute"/>.</summary>
/// <typeparam name="T">The base class, e.g. <c>Layer</c>. Each marked class has a static <c>FromConfig(ConfigReader)</c>.</typeparam>
internal static class KerasNames<T>
    where T : class
{
    private const int LongestName = 100;
    private static readonly FrozenDictionary<string, Func<ConfigReader, T>> Table = Build();

    /// <summary>Every name that can be read, sorted.</summary>
    public static IEnumerable<string> All => Table.Keys.Order(StringComparer.Ordinal);

    /// <summary>Makes the object that <paramref name="className"/> names.</summary>
    /// <exception cref="ModelFormatException">The name is not in the table.</exception>
    public static T Create(string className, ConfigReader config) => Table.TryGetValue(className, out var make)
        ? make(config)
        : throw config.Unsupported(Unknown(className));

    /// <summary>What to say of a name that is not in the table.</summary>
    public static string Unknown(string className)
    {
        var known = className.Length <= LongestName ? className : className[..LongestName] + "...";
        return $"{known}, which is no {typeof(T).Name.ToLowerInvariant()} that can be read. Nearest: {string.Join(", ", Nearest.Names(known, All))}.";
    }

    /// <summary>Whether the table holds the name.</summary>
    public static bool Contains(string className) => Table.ContainsKey(className);

    private static FrozenDictionary<string, Func<ConfigReader, T>> Build()
    {
        var table = new Dictionary<string, Func<ConfigReader, T>>(StringComparer.Ordinal);
        foreach (var type in typeof(T).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(T)) && !t.IsAbstract))
        {
            if (type.GetCustomAttribute<KerasNameAttribute>(inherit: false) is not { } names) continue;
            var method = type.GetMethod("FromConfig", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, [typeof(ConfigReader)])
                ?? throw new InvalidOperationException($"{type} is marked KerasName but has no static FromConfig(ConfigReader).");
            var make = method.CreateDelegate<Func<ConfigReader, T>>();
            foreach (var name in names.Aliases.Prepend(names.Name)) table.Add(name, make);
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
