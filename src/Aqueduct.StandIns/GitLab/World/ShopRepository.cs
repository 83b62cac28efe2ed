using Aqueduct.StandIns.GitLab.Git;

namespace Aqueduct.StandIns.GitLab.World;

/// <summary>The repository of <c>acme/shop</c>: Java 8 with Maven.</summary>
internal static class ShopRepository
{
    private const string Pom = """
        <?xml version="1.0" encoding="UTF-8"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId>
          <artifactId>shop</artifactId>
          <version>1.0.0</version>
          <properties>
            <maven.compiler.source>8</maven.compiler.source>
            <maven.compiler.target>8</maven.compiler.target>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
        </project>
        """;

    private const string Item = """
        package com.acme.shop;

        import java.math.BigDecimal;

        public final class Item {
            private final String name;
            private final BigDecimal price;

            public Item(String name, BigDecimal price) {
                this.name = name;
                this.price = price;
            }

            public String getName() {
                return name;
            }

            public BigDecimal getPrice() {
                return price;
            }
        }
        """;

    private const string Cart = """
        package com.acme.shop;

        import java.math.BigDecimal;
        import java.util.ArrayList;
        import java.util.List;

        public final class Cart {
            private final List<Item> items = new ArrayList<Item>();
            private BigDecimal discount = BigDecimal.ZERO;

            public void add(Item item) {
                items.add(item);
            }

            public void setDiscount(BigDecimal discount) {
                this.discount = discount;
            }

            public BigDecimal total() {
                BigDecimal sum = BigDecimal.ZERO;
                for (Item item : items) {
                    sum = sum.add(item.getPrice());
                }
                return sum;
            }
        }
        """;

    private static readonly (string, string) Max = ("Max Maintainer", "max@acme.example.test");
    private static readonly (string, string) Dana = ("Dana Developer", "dana@acme.example.test");

    public static string FastImport => new FastImport(FixedWorld.Begin)
        .Commit("main", "Start the shop", Max, null, ("README.md", "# Shop\n\nBuild with `mvn package`."), ("pom.xml", Pom), (".gitignore", "target/"))
        .Commit("main", "Add the cart", Dana, null, ("src/main/java/com/acme/shop/Item.java", Item), ("src/main/java/com/acme/shop/Cart.java", Cart))
        .Commit("feature/round-prices", "Round prices half up", Dana, "main",
            ("src/main/java/com/acme/shop/Cart.java", Cart
                .Replace("return sum;", "return sum.setScale(2, RoundingMode.HALF_UP);", StringComparison.Ordinal)
                .Replace("import java.math.BigDecimal;", "import java.math.BigDecimal;\nimport java.math.RoundingMode;", StringComparison.Ordinal)))
        .ToString();
}
