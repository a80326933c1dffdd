using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace MlNetCnn.Architecture.Tests;

/// <summary>An assembly's public and protected members as text, one per line, in ordinal order.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().Where(t => !IsCompilers(t)).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type, qualified: true)).Append(Bases(type)).Append('\n');
            foreach (var line in Members(type).Distinct().Order(StringComparer.Ordinal)) text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}";
            yield break;
        }

        foreach (var c in type.GetConstructors(Declared).Where(Visible)) yield return $"new({Parameters(c)})";
        foreach (var f in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily))
            yield return $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}";
        foreach (var p in type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(Visible)))
        {
            var accessors = string.Join(" ", p.GetAccessors(true).Where(Visible).Select(a => a == p.GetMethod ? "get;" : IsInit(a) ? "init;" : "set;"));
            var index = p.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(x => Name(x.ParameterType)))}]" : "";
            yield return $"{(p.GetAccessors(true)[0].IsStatic ? "static " : "")}{Name(p.PropertyType)} {p.Name}{index} {{ {accessors} }}";
        }

        foreach (var m in type.GetMethods(Declared).Where(m => Visible(m) && !IsCompilers(m)))
        {
            var generic = m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";
            yield return $"{(m.IsStatic ? "static " : m.IsAbstract ? "abstract " : m.IsVirtual && !m.IsFinal ? "virtual " : "")}{Name(m.ReturnType)} {m.Name}{generic}({Parameters(m)})";
        }
    }

    /// <summary>Property accessors and what a record's compiler writes are not somebody's decision.</summary>
    private static bool IsCompilers(MethodInfo m) =>
        m.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || (m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal)) || m.Name.Contains('<') || m.Name is "PrintMembers" or "Deconstruct";

    private static bool IsCompilers(Type t) => t.Name.Contains('<') || t.FullName!.Contains("+<");

    private static bool Visible(MethodBase m) => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit");

    private static string Kind(Type t) =>
        t.IsEnum ? "enum" : t.IsInterface ? "interface" : t.IsValueType ? "struct" : t.IsAbstract && t.IsSealed ? "static class" : t.IsAbstract ? "abstract class" : t.IsSealed ? "sealed class" : "class";

    private static string Bases(Type t)
    {
        if (t.IsEnum || (t.IsAbstract && t.IsSealed)) return "";
        var inherited = t.BaseType?.GetInterfaces() ?? [];
        var list = t.GetInterfaces().Where(i => i.IsPublic && !inherited.Contains(i)).Select(i => Name(i)).Order(StringComparer.Ordinal).ToList();
        if (t.BaseType is { } b && b != typeof(object) && b != typeof(ValueType)) list.Insert(0, Name(b));
        return list.Count == 0 ? "" : " : " + string.Join(", ", list);
    }

    private static string Parameters(MethodBase m) => string.Join(", ", m.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Default(p.DefaultValue) : "")}"));

    private static string Default(object? value) => value switch
    {
        null => "default",
        string s => $"\"{s}\"",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Name(Type t, bool qualified = false)
    {
        if (t.IsByRef) return Name(t.GetElementType()!);
        if (t.IsArray) return Name(t.GetElementType()!) + "[]";
        if (t.IsGenericParameter) return t.Name;
        if (Nullable.GetUnderlyingType(t) is { } inner) return Name(inner) + "?";
        var name = qualified ? t.FullName!.Replace('+', '.') : t.IsNested ? $"{Name(t.DeclaringType!)}.{t.Name}" : t.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0) return name;
        return $"{name[..tick]}<{string.Join(", ", t.GetGenericArguments().Select(a => Name(a)))}>";
    }
}
