using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The classes that saved models can name, by name and way of loading.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _assemblies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, Type Signature), LoadableClass> _classes = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>Adds the loadable classes and extensions of an assembly; a second call for the same full name does nothing.</summary>
    /// <exception cref="InvalidOperationException">A class cannot be made, or its name is taken, and <paramref name="throwOnError"/> is set.</exception>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        lock (_gate)
        {
            if (!_assemblies.Add(assembly.FullName))
                return;
            foreach (LoadableClassAttributeBase attribute in assembly.GetCustomAttributes(typeof(LoadableClassAttributeBase)))
                Add(attribute, throwOnError);
            AddExtensions(assembly, throwOnError);
        }
    }

    /// <summary>Makes the class of this name and signature; false where there is none or it is no <typeparamref name="TResult"/>.</summary>
    internal static bool TryCreateInstance<TResult>(IHostEnvironment environment, Type signature, string name, object[] arguments, out TResult result)
        where TResult : class
    {
        LoadableClass loadable = environment.ComponentCatalog.Find(name, signature);
        result = loadable?.CreateInstance(environment, arguments) as TResult;
        return result != null;
    }

    /// <summary>A new extension registered for a contract.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal object GetExtensionValue(Type attributeType, string contractName)
    {
        lock (_gate)
        {
            if (_extensions.TryGetValue((attributeType, contractName), out Type type))
                return Activator.CreateInstance(type);
        }
        throw Contracts.Except($"Unable to locate an extension for the contract '{contractName}'. Ensure you have called " +
            $"{nameof(ComponentCatalog)}.{nameof(RegisterAssembly)} with the Assembly that contains a class decorated with a '{attributeType.FullName}'.");
    }

    private LoadableClass Find(string name, Type signature)
    {
        lock (_gate)
            return _classes.GetValueOrDefault((Normalize(name), signature));
    }

    private void Add(LoadableClassAttributeBase attribute, bool throwOnError)
    {
        bool found = LoadableClass.TryCreate(attribute, out LoadableClass loadable);
        if (!found && throwOnError)
            throw Contracts.Except($"Can't instantiate loadable class '{attribute.InstanceType.Name}' with name '{attribute.LoadNames[0]}'");
        foreach (Type signature in attribute.SigTypes)
        {
            foreach (string name in attribute.LoadNames)
            {
                if (!_classes.TryAdd((Normalize(name), signature), loadable) && throwOnError)
                {
                    LoadableClass taken = _classes[(Normalize(name), signature)];
                    throw Contracts.Except($"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to " +
                        $"{attribute.InstanceType.Name}, already mapped to {taken.InstanceType.Name}.");
                }
            }
        }
    }

    private void AddExtensions(Assembly assembly, bool throwOnError)
    {
        if (assembly == typeof(ComponentCatalog).Assembly)
            return;
        foreach (Type type in assembly.GetTypes().Where(type => type.IsClass))
        {
            foreach (ExtensionBaseAttribute attribute in type.GetCustomAttributes(typeof(ExtensionBaseAttribute)))
            {
                if (!_extensions.TryAdd((attribute.GetType(), attribute.ContractName), type) && throwOnError)
                {
                    throw Contracts.Except($"An extension for '{attribute.GetType().Name}' with contract " +
                        $"'{attribute.ContractName}' has already been registered in the ComponentCatalog.");
                }
            }
        }
    }

    private static string Normalize(string name) => (name ?? "").ToLowerInvariant().Trim();
}
