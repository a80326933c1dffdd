using System.Collections.Frozen;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetCnn.Persistence;

/// <summary>
/// What ML.NET calls for every component of this library in a model zip. The component's name picks from a closed table: this assembly's
/// classes marked <see cref="TransformerNameAttribute"/>; no type is ever looked up by a name from a file.
/// </summary>
internal static class TransformerLoader
{
    /// <summary>The loader signature in the zip.</summary>
    public const string Signature = "MlNetCnn";

    private static readonly FrozenDictionary<string, Func<TransformerReader, ITransformer>> Table = BuildTable();

    /// <summary>Registers the loader with an environment, once. Done by touching <c>ml.Cnn</c>.</summary>
    public static void Register(MLContext ml) => ml.ComponentCatalog.RegisterAssembly(LoaderAssembly.Instance, throwOnError: false);

    /// <summary>Found by ML.NET through reflection, by this name and these parameters (<c>object</c> stands for the internal <c>ModelLoadContext</c>).</summary>
    private static ITransformer Create(IHostEnvironment env, object ctx)
    {
        var reader = new TransformerReader(env, ctx);
        return Table.TryGetValue(reader.Name, out var load)
            ? load(reader)
            : throw new FormatException($"The model holds a component '{reader.Name}', which this version of MlNetCnn does not know. Known: {string.Join(", ", Table.Keys.Order(StringComparer.Ordinal))}.");
    }

    private static FrozenDictionary<string, Func<TransformerReader, ITransformer>> BuildTable()
    {
        var table = new Dictionary<string, Func<TransformerReader, ITransformer>>(StringComparer.Ordinal);
        foreach (var type in typeof(TransformerLoader).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<TransformerNameAttribute>(inherit: false) is not { } attribute) continue;
            var method = type.GetMethod("Load", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public, [typeof(TransformerReader)])
                ?? throw new InvalidOperationException($"{type} is marked TransformerName but has no static Load(TransformerReader).");
            table.Add(attribute.Name, method.CreateDelegate<Func<TransformerReader, ITransformer>>());
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// Hands ML.NET the attribute that it looks for on an assembly. The attribute's class is internal to ML.NET, so it cannot stand on ours.
    /// </summary>
    private sealed class LoaderAssembly : Assembly
    {
        public static LoaderAssembly Instance { get; } = new();

        private readonly Attribute _attribute = MlNetInternals.Instance.LoadableClass(typeof(ITransformer), typeof(TransformerLoader), Signature);

        public override string FullName => "MlNetCnn.Loaders, " + typeof(TransformerLoader).Assembly.GetName().Version;

        public override AssemblyName GetName() => new("MlNetCnn.Loaders");

        public override AssemblyName GetName(bool copiedName) => GetName();

        public override AssemblyName[] GetReferencedAssemblies() => [];

        public override Type[] GetTypes() => [];

        public override object[] GetCustomAttributes(bool inherit) => [_attribute];

        public override object[] GetCustomAttributes(Type attributeType, bool inherit)
        {
            // Callers cast the array to Attribute[] or to an array of the type they asked for.
            var found = attributeType.IsInstanceOfType(_attribute);
            var array = Array.CreateInstance(attributeType, found ? 1 : 0);
            if (found) array.SetValue(_attribute, 0);
            return (object[])array;
        }
    }
}
